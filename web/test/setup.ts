import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeAll } from "vitest";
import { loadPageTexts } from "@/shared/i18n/i18n";

// A page's code is fetched when it is first shown, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 15_000 });
beforeAll(loadPageTexts);
afterEach(cleanup);
