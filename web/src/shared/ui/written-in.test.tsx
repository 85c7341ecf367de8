import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderPage } from "../../../test/support/render-page";
import { WrittenIn } from "./written-in";

describe("the mark of another language", () => {
  it("names the language that is not the page's", async () => {
    await renderPage(<WrittenIn language="zh" />);
    expect(screen.getByText("Written in Chinese")).toBeVisible();
  });

  it("is not there for the page's own language, nor where none is named", async () => {
    await renderPage(
      <>
        <WrittenIn language="en" />
        <WrittenIn language={null} />
      </>,
    );
    expect(screen.queryByText(/Written in/)).toBeNull();
  });
});
