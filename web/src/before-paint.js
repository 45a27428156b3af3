// Runs before anything is painted, from a file of its own: the page's policy lets no script into the page.
// It must be read by every browser as it stands, and nothing in it may fail.
(() => {
  const page = document.documentElement;
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };

  // So that a dark cabinet does not flash white. The key is Mantine's.
  const chosen = kept('mantine-color-scheme-value');
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  page.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');

  // What stands there until the cabinet does has the shape of the page that comes.
  page.setAttribute(
    'data-page',
    /^\/(login|invite|new-password)$/.test(location.pathname) ? 'entry' : 'frame',
  );

  // The texts of one language alone are fetched, and at once.
  const language = kept('skvoz-language') === 'en' ? 'en' : 'ru';
  page.lang = language;
  const texts = document.currentScript?.dataset[language];
  if (texts !== undefined && texts !== '') {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.crossOrigin = '';
    link.href = texts;
    document.head.append(link);
  }

  // A phone that changes networks loses what is on its way, and so does who opens the page while a new
  // version replaces its files: the page is opened once more, and says so if that did not help.
  const RELOADED = 'skvoz-reloaded-at';
  const mayReload = () => {
    try {
      const last = Number(sessionStorage.getItem(RELOADED));
      sessionStorage.setItem(RELOADED, String(Date.now()));
      return Date.now() - last > 30_000;
    } catch {
      return false;
    }
  };
  addEventListener(
    'error',
    ({ target }) => {
      const isNeeded =
        target instanceof HTMLScriptElement ||
        (target instanceof HTMLLinkElement && target.rel === 'stylesheet');
      const broken = document.getElementById('broken');
      // Once the cabinet stands it tells of failures itself.
      if (!isNeeded || broken?.hidden !== true) return;
      if (mayReload()) location.reload();
      else broken.hidden = false;
    },
    true,
  );
})();
