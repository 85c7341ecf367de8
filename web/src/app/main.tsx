import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { activatePreferred } from "@/shared/i18n/i18n";
import { keepUncaughtErrors } from "@/shared/lib/console-ring";
import { watchSystemTheme } from "@/shared/lib/theme";
import { createQueryClient } from "./query-client";
import { createAppRouter } from "./router";
import "./styles.css";

keepUncaughtErrors();
watchSystemTheme();

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);
const container = document.getElementById("root");
if (container === null) throw new Error("index.html has no element #root.");

await activatePreferred();
createRoot(container).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
