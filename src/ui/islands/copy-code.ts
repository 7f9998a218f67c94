/** Shows the buttons that copy a code (`data-copy`) where the browser allows it, and says so when it is done. */
for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
  if (!navigator.clipboard) break;
  const before = button.textContent;
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', () => {
    void navigator.clipboard.writeText(button.dataset['copy'] ?? '').then(() => {
      button.textContent = button.dataset['copied'] ?? before;
      setTimeout(() => { button.textContent = before; }, 4000);
    }, () => { button.hidden = true; });
  });
}
