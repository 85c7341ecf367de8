(() => {
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const theme = read("milepost.theme");
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  const wanted = read("milepost.language") ?? navigator.language;
  document.documentElement.lang = /^zh\b/i.test(wanted) ? "zh-CN" : "en";
})();
