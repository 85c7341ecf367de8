import { Toaster as Sonner } from "sonner";

function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      theme={document.documentElement.dataset.theme === "dark" ? "dark" : "light"}
      toastOptions={{
        classNames: { toast: "!rounded-card !bg-raised !text-ink !border-hairline !shadow-float" },
      }}
    />
  );
}

// `lazy` asks for a default export.
// biome-ignore lint/style/noDefaultExport: see above.
export default Toaster;
