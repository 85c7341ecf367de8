import { describe, expect, it } from "vitest";
import type { Provider, ProviderPreset } from "@/shared/api/types";
import { changeOf, draftOf, draftOfProvider, isInTheOpen, movesKey, newProvider } from "./provider-form";

const PRESET: ProviderPreset = {
  preset: "ollama",
  name: "Ollama",
  kind: "openai_compatible",
  base_url: "http://127.0.0.1:11434/v1",
  key: "none",
};
const PROVIDER = {
  provider_id: "prv_1",
  kind: "openai_compatible",
  name: "Ollama",
  base_url: "http://127.0.0.1:11434/v1",
  output_mode: "tool",
  key: { state: "stored", ends_with: "9876" },
  used_by: [],
} as unknown as Provider;

describe("a provider under edit", () => {
  it("begins with what is known of it, under a name that is free", () => {
    expect(draftOf(PRESET, ["Ollama", "Ollama 2"])).toMatchObject({
      name: "Ollama 3",
      address: PRESET.base_url,
    });
    expect(newProvider(draftOf(PRESET, []))).toEqual({
      kind: "openai_compatible",
      name: "Ollama",
      base_url: PRESET.base_url,
      api_key: null,
      output_mode: "tool",
    });
  });

  it("sends a key only where one was typed, and null where the stored one is to go", () => {
    const draft = draftOfProvider(PROVIDER);
    expect("api_key" in changeOf(draft)).toBe(false);
    expect(changeOf({ ...draft, key: " new \n" }).api_key).toBe("new");
    expect(changeOf({ ...draft, dropsKey: true }).api_key).toBeNull();
  });

  it("asks for the key again where another server would get it", () => {
    const draft = draftOfProvider(PROVIDER);
    expect(movesKey(PROVIDER, { ...draft, address: "http://127.0.0.1:11434" })).toBe(false);
    expect(movesKey(PROVIDER, { ...draft, address: "http://evil.example/v1" })).toBe(true);
    expect(movesKey(PROVIDER, { ...draft, address: "http://other.example", key: "again" })).toBe(false);
    expect(movesKey(PROVIDER, { ...draft, address: "http://other.example", dropsKey: true })).toBe(false);
  });

  it("warns where a key would travel in the open", () => {
    const draft = { ...draftOf(PRESET, []), key: "secret" };
    expect(isInTheOpen(draft)).toBe(false);
    expect(isInTheOpen({ ...draft, address: "http://models.example/v1" })).toBe(true);
    expect(isInTheOpen({ ...draft, address: "https://models.example/v1" })).toBe(false);
    expect(isInTheOpen({ ...draft, address: "http://models.example/v1", key: "" })).toBe(false);
  });
});
