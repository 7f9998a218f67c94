/** Shows the buttons that print (`data-print`): without script the browser's own menu prints, and a dead button would only confuse. */
for (const button of document.querySelectorAll<HTMLElement>('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
