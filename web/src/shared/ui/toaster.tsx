import { Toaster as Sonner } from "sonner";

function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      // Above the bar at the foot of a phone.
      mobileOffset={{ bottom: "5.5rem" }}
      theme={document.documentElement.dataset.theme === "dark" ? "dark" : "light"}
      toastOptions={{
        classNames: {
          toast: "!rounded-card !bg-raised !text-ink !border-hairline !shadow-float",
          actionButton: "!h-8 !rounded-card !bg-accent !px-3 !text-fine !text-on-accent",
        },
      }}
    />
  );
}

// `lazy` asks for a default export.
// biome-ignore lint/style/noDefaultExport: see above.
export default Toaster;
