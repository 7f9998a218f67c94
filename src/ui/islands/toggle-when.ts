/**
 * Dependent questions (`data-show-when="name=value"` or `name=a|b`) stay hidden until their answer is chosen. Without script they all stand
 * there, under the answer that they belong to. Hidden answers are still sent: which of them count is the server's decision.
 */
function chosen(within: ParentNode, name: string): string[] {
  const controls = [...within.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select')].filter((control) => control.name === name);
  return controls.filter((control) => !(control instanceof HTMLInputElement) || !/^(?:radio|checkbox)$/.test(control.type) || control.checked).map((control) => control.value);
}
function refresh(): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-show-when]')) {
    const rule = part.dataset['showWhen'] ?? '';
    const at = rule.indexOf('=');
    const wanted = rule.slice(at + 1).split('|');
    const answers = chosen(part.closest('form') ?? document, rule.slice(0, at));
    // a part that holds an error is never hidden: the summary links into it
    part.hidden = !answers.some((answer) => wanted.includes(answer)) && !part.querySelector('[aria-invalid=true], .mc-error');
  }
}
document.addEventListener('change', refresh);
addEventListener('pageshow', refresh);
refresh();
