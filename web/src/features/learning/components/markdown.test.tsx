import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Markdown } from "./markdown";

function show(text: string): HTMLElement {
  const { container } = render(
    <QueryClientProvider client={new QueryClient()}>
      <Markdown text={text} />
    </QueryClientProvider>,
  );
  return container;
}

describe("text written by others", () => {
  it("cannot bring markup, scripts or addresses that run", () => {
    const container = show(
      '<script>alert(1)</script> <img src=x onerror=alert(1)> [run](javascript:alert(1)) <b onclick="x()">b</b>',
    );
    expect(container.querySelector("script, img, b, [onclick], [onerror]")).toBeNull();
    expect(container.querySelector("a")?.getAttribute("href") ?? "").not.toContain("javascript");
  });

  it("fetches no picture: it becomes a link that one may follow", () => {
    const container = show("![a chart](https://elsewhere.example/chart.png)");
    expect(container.querySelector("img")).toBeNull();
    const link = container.querySelector("a");
    expect(link?.textContent).toBe("Picture: a chart");
    expect(link?.rel).toContain("noreferrer");
  });

  it("begins its headings below those of the page", () => {
    const container = show("# One\n\n## Two\n\n#### Four");
    expect([...container.querySelectorAll("h1, h2")]).toEqual([]);
    expect(container.querySelectorAll("h3")).toHaveLength(2);
  });

  it("shows tables and code as such", () => {
    const container = show("| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode <here>\n```\n\n`inline`");
    expect(container.querySelectorAll("td")).toHaveLength(2);
    expect(container.querySelector("pre")?.textContent).toBe("code <here>");
  });
});
