/** The card as elements; only text nodes, so that nothing in it can be markup. */
import type { CustomerScreen } from '../shared/contract/customer-screen';

export function drawScreen(root: HTMLElement, screen: CustomerScreen): void {
  const { ownerDocument: page } = root;
  const language = screen.kind === 'card' ? screen.card.language : screen.language;
  page.documentElement.lang = language;
  root.className = screen.kind;
  root.replaceChildren(...(screen.kind === 'card' ? cardElements(page, screen.card) : waiting(page, screen.lines)));
}

function element(page: Document, name: string, className: string, ...children: (string | Node)[]): HTMLElement {
  const made = page.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

const waiting = (page: Document, lines: readonly string[]): readonly Node[] =>
  lines.map((line) => element(page, 'p', '', line));

function cardElements(
  page: Document,
  { title, outlet, sections, foot }: Extract<CustomerScreen, { kind: 'card' }>['card'],
): readonly Node[] {
  return [
    element(page, 'header', '', element(page, 'h1', '', title), element(page, 'p', 'outlet', outlet)),
    ...sections.map(({ id, title: name, rows }) =>
      element(
        page,
        'section',
        id,
        element(page, 'h2', '', name),
        ...rows.map(({ label, text, isKey }) =>
          element(
            page,
            'p',
            isKey ? 'key' : 'row',
            ...(label === '' ? [] : [element(page, 'span', 'label', label)]),
            element(page, 'span', 'text', text),
          ),
        ),
      ),
    ),
    element(page, 'footer', '', ...foot.map((one) => element(page, 'p', '', one))),
  ];
}
