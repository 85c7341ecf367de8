import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ModelTrial, Provider } from "@/shared/api/types";
import { type Answers, expectAccessible, problem, serve, showPage } from "../../test/support/page";

const provider = (change: Partial<Provider> = {}): Provider => ({
  provider_id: "prv_1",
  kind: "openai_compatible",
  name: "Ollama",
  base_url: "http://127.0.0.1:11434/v1",
  output_mode: "tool",
  key: { state: "none", ends_with: null },
  used_by: [],
  created_at: "2026-01-05T10:00:00Z",
  updated_at: "2026-01-05T10:00:00Z",
  ...change,
});
const PRESETS = [
  {
    preset: "ollama",
    name: "Ollama",
    kind: "openai_compatible",
    base_url: "http://127.0.0.1:11434/v1",
    key: "none",
  },
  {
    preset: "openrouter",
    name: "OpenRouter",
    kind: "openai_compatible",
    base_url: "https://models.example/v1",
    key: "required",
  },
];
const list = (...items: Provider[]) => ({ body: { items, presets: PRESETS } });
const trial = (change: Partial<ModelTrial> = {}) => ({
  body: {
    is_ok: true,
    model: null,
    latency_ms: 400,
    cause: null,
    models: ["small", "large"],
    better_base_url: null,
    ...change,
  },
});
const NO_CAPS = { per_task_micros: null, per_day_micros: null, per_task_tokens: null, per_day_tokens: null };
const NO_ROLES = { planner: null, author: null, fallback: null };
const answers = (more: Answers): Answers => ({
  "GET /settings/study-times": { body: { slots: [] } },
  "GET /models/roles": { body: NO_ROLES },
  "GET /models/caps": { body: NO_CAPS },
  "GET /models/providers/prv_1/models": { body: { items: ["small", "large"] } },
  ...more,
});
const sent = (calls: { call: string; body: unknown }[], call: string) =>
  calls.filter((one) => one.call === call).map(({ body }) => body);
const press = async (name: string) => userEvent.click(await screen.findByRole("button", { name }));

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
});

describe("settings of models", () => {
  it("say what a model would do while there is none, and add one that is tried at once", async () => {
    const calls = serve(
      answers({
        "GET /models/providers": [list(), list(provider({ name: "OpenRouter" }))],
        "POST /models/providers": { status: 201, body: provider({ name: "OpenRouter" }) },
        "POST /models/providers/prv_1/test": trial(),
      }),
    );
    const { container } = showPage("/app/settings");
    expect(await screen.findByText(/No model yet/)).toBeVisible();
    await expectAccessible(container);
    await press("Add a provider");
    const dialog = await screen.findByRole("dialog", { name: "Add a provider" });
    await userEvent.selectOptions(within(dialog).getByLabelText("Provider"), "openrouter");
    await userEvent.type(within(dialog).getByLabelText("Key"), "sk-secret");
    await userEvent.click(within(dialog).getByRole("button", { name: "Save and test" }));
    expect(await screen.findByText("It answers and lists 2 models. Choose one below.")).toBeVisible();
    expect(sent(calls, "POST /models/providers")).toEqual([
      {
        kind: "openai_compatible",
        name: "OpenRouter",
        base_url: "https://models.example/v1",
        api_key: "sk-secret",
        output_mode: "tool",
      },
    ]);
    expect(document.body.textContent).not.toContain("sk-secret");
    await expectAccessible(container);
  });

  it("name the cause of a failed test, and take over the address at which it works", async () => {
    const cause = { type: "model-speaks-another-protocol", title: "x", detail: "It said: no" };
    const better = { is_ok: false, cause, better_base_url: "http://127.0.0.1:11434/v1" };
    const calls = serve(
      answers({
        "GET /models/providers": list(provider({ base_url: "http://127.0.0.1:11434" })),
        "POST /models/providers/prv_1/test": [trial(better), trial({ model: "small" })],
        "PATCH /models/providers/prv_1": { body: provider() },
      }),
    );
    const { container } = showPage("/app/settings");
    await press("Test Ollama");
    expect(await screen.findByText(/does not speak the provider’s protocol/)).toBeVisible();
    await expectAccessible(container);
    await press("Use this address");
    expect(await screen.findByText("small answers, in 0.4 s.")).toBeVisible();
    expect(sent(calls, "PATCH /models/providers/prv_1")).toEqual([{ base_url: better.better_base_url }]);
  });

  it("show a refused field at the field", async () => {
    const errors = [{ pointer: "/base_url", detail: "This is not an address." }];
    serve(
      answers({
        "GET /models/providers": list(),
        "POST /models/providers": problem("invalid-request", 422, { errors }),
      }),
    );
    showPage("/app/settings");
    await press("Add a provider");
    await press("Save and test");
    await waitFor(() => expect(screen.getByLabelText("Address")).toBeInvalid());
    expect(screen.getByLabelText("Address")).toHaveAccessibleDescription(/This is not an address\./);
  });

  it("ask for a key again before another server would get the stored one", async () => {
    const stored = provider({ key: { state: "stored", ends_with: "9876" } });
    const calls = serve(
      answers({
        "GET /models/providers": list(stored),
        "PATCH /models/providers/prv_1": { body: stored },
        "POST /models/providers/prv_1/test": trial(),
      }),
    );
    showPage("/app/settings");
    expect(await screen.findByText("key ends with 9876")).toBeVisible();
    await press("Change Ollama");
    const address = await screen.findByLabelText("Address");
    await userEvent.clear(address);
    await userEvent.type(address, "http://elsewhere.example/v1");
    expect(screen.getByText(/Enter the key for it/)).toBeVisible();
    await press("Save and test");
    expect(sent(calls, "PATCH /models/providers/prv_1")).toEqual([]);
    await userEvent.click(screen.getByLabelText("Take the stored key out"));
    await press("Save and test");
    await waitFor(() => expect(sent(calls, "PATCH /models/providers/prv_1")).toHaveLength(1));
    expect(sent(calls, "PATCH /models/providers/prv_1")[0]).toMatchObject({ api_key: null });
  });

  it("choose a model for each role from its list or typed, and not half of one", async () => {
    const planner = { provider_id: "prv_1", model: "my-own", context_tokens: 8192, price: null };
    const calls = serve(
      answers({
        "GET /models/providers": list(provider()),
        "PUT /models/roles": { body: { ...NO_ROLES, planner } },
      }),
    );
    const { container } = showPage("/app/settings");
    await userEvent.selectOptions(await screen.findByLabelText("Provider of the Planner"), "Ollama");
    await press("Save the choice");
    expect(await screen.findByText("Choose a model, or no provider.")).toBeVisible();
    await waitFor(() => expect(container.querySelectorAll("datalist option")).toHaveLength(2));
    await userEvent.type(screen.getByLabelText("Model of the Planner"), "my-own");
    await userEvent.click(screen.getByText("Context and price"));
    await userEvent.type(screen.getByLabelText("Context, in tokens"), "8 192");
    await press("Save the choice");
    await waitFor(() => expect(sent(calls, "PUT /models/roles")).toEqual([{ ...NO_ROLES, planner }]));
    await expectAccessible(container);
  });

  it("set caps in money and tokens, and refuse what is no amount", async () => {
    const caps = { ...NO_CAPS, per_task_micros: 2_500_000 };
    const calls = serve(
      answers({ "GET /models/providers": list(provider()), "PUT /models/caps": { body: caps } }),
    );
    showPage("/app/settings");
    const task = within(await screen.findByRole("group", { name: "For one task" }));
    await userEvent.type(task.getByLabelText("US$"), "2,5x");
    expect(screen.getByRole("button", { name: "Save the caps" })).toBeDisabled();
    await userEvent.type(task.getByLabelText("US$"), "{Backspace}");
    await press("Save the caps");
    await waitFor(() => expect(sent(calls, "PUT /models/caps")).toEqual([caps]));
  });

  it("ask before a key is forgotten, and say where a provider is in use", async () => {
    const used = provider({ provider_id: "prv_2", name: "Cellar", used_by: ["planner"] });
    const calls = serve(
      answers({
        "GET /models/providers": [list(provider(), used), list(used)],
        "DELETE /models/providers/prv_1": { body: provider() },
      }),
    );
    showPage("/app/settings");
    await press("Remove Cellar");
    expect(await screen.findByText(/Its model is used as Planner/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Remove" })).toBeNull();
    await press("Keep it");
    await press("Remove Ollama");
    await press("Remove");
    expect(await screen.findByText("Removed: Ollama")).toBeVisible();
    expect(sent(calls, "DELETE /models/providers/prv_1")).toHaveLength(1);
    expect(screen.queryByRole("button", { name: "Test Ollama" })).toBeNull();
  });

  it("say when a key cannot be read, and what to do", async () => {
    serve(
      answers({ "GET /models/providers": list(provider({ key: { state: "unreadable", ends_with: null } })) }),
    );
    showPage("/app/settings");
    expect(await screen.findByText(/This key was stored with another secret/)).toBeVisible();
  });
});
