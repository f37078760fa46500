/**
 * Elements of our own over the page: in a closed shadow tree, in the top layer where there is one, styled by properties
 * alone, so that neither the page's style sheets nor its content security policy matter.
 */

/** An element with styles, texts and children. */
export function element(name, styles, ...children) {
  const made = document.createElement(name);
  dress(made, styles);
  made.append(...children);
  return made;
}

/** Sets style properties; `important`, because the page may style everything. */
export function dress(target, styles) {
  for (const [name, value] of Object.entries(styles)) target.style.setProperty(name, value, 'important');
}

const HOST = {
  all: 'initial', position: 'fixed', inset: 'auto', margin: '0', padding: '0', border: '0', background: 'none',
  overflow: 'visible', width: 'auto', height: 'auto', 'z-index': '2147483647', display: 'block',
};

// What a page closes when somebody clicks beside it should stay open when it is us who are clicked.
const KEPT = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'touchstart', 'touchend'];

/**
 * Shows `content` above the page, `onTop` even of the page's own dialogs. `styles` place it; what is returned takes it
 * away again.
 */
export function overPage(content, styles, onTop) {
  const host = element('div', { ...HOST, ...styles });
  host.attachShadow({ mode: 'closed' }).append(content);
  for (const name of KEPT) host.addEventListener(name, (event) => event.stopPropagation());
  placeFor(onTop).append(host);
  if (!onTop) return { host, remove: () => host.remove() };
  try {
    host.popover = 'manual';
    host.showPopover();
  } catch {
    // Without a top layer the highest z-index has to do.
  }
  return { host, remove: () => host.remove() };
}

// Nothing outside of a modal dialog can be clicked, not even in the top layer.
function placeFor(onTop) {
  const modal = onTop ? [...document.querySelectorAll('dialog:modal')].at(-1) : null;
  return modal ?? document.documentElement;
}
