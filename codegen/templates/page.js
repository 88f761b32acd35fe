'use strict';
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  root.classList.add('script');

  // The documents' words are in their language; the labels of the page are English.
  const { language } = root.dataset;
  if (language) {
    for (const words of document.querySelectorAll('[data-words]')) words.lang = language;
  }

  // Light or dark: what the reader chose here before, else what the system has.
  const theme = byId('theme');
  const kept = (value) => {
    try {
      if (value) localStorage.setItem('theme', value);
      return localStorage.getItem('theme');
    } catch {
      return value;
    }
  };
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const show = (value) => {
    root.dataset.theme = value;
    theme.textContent = value === 'dark' ? 'Light' : 'Dark';
  };
  show(kept() === 'dark' || kept() === 'light' ? kept() : system);
  theme.addEventListener('click', () => {
    const other = root.dataset.theme === 'dark' ? 'light' : 'dark';
    kept(other);
    show(other);
  });

  // The contents on a narrow screen.
  const menu = byId('menu');
  const nav = byId('nav');
  const open = (is) => {
    nav.classList.toggle('open', is);
    menu.setAttribute('aria-expanded', String(is));
  };
  menu.addEventListener('click', () => open(!nav.classList.contains('open')));
  nav.addEventListener('click', (event) => {
    if (event.target.closest('a')) open(false);
  });

  // Search: every word must stand somewhere in an endpoint or type.
  const search = byId('search');
  const found = byId('found');
  const items = [...nav.querySelectorAll('li')].map((item) => ({ item, article: byId(item.dataset.for), text: null }));
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const one of items) {
      if (words.length && one.text === null) one.text = one.article.textContent.toLowerCase();
      const hit = words.every((word) => one.text.includes(word));
      one.item.hidden = one.article.hidden = !hit;
      if (hit) count += 1;
    }
    for (const group of document.querySelectorAll('section.group')) {
      const parts = [...group.querySelectorAll('li[data-for], article')];
      group.hidden = parts.length > 0 && parts.every((part) => part.hidden);
    }
    byId('overview').hidden = words.length > 0;
    byId('nothing').hidden = count > 0;
    found.textContent = words.length ? `${count} of ${items.length}` : '';
  };
  search.addEventListener('input', filter);
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      search.value = '';
      filter();
    } else if (event.key === 'Enter') {
      const first = items.find((one) => !one.item.hidden);
      if (first) location.hash = `#${first.item.dataset.for}`;
    }
  });
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input, textarea, select');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open(true);
      search.focus();
    }
  });

  // A link to a part that the search hides shows it again.
  const arrive = () => {
    let id = '';
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const target = id && byId(id);
    if (!target) return;
    if (target.closest('[hidden]')) {
      search.value = '';
      filter();
    }
    target.scrollIntoView();
  };
  addEventListener('hashchange', arrive);
  arrive();
})();
