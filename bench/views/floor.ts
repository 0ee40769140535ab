/** The plain page that the views are held against: rows of a fixed height, text and nothing else, no framework. */

const OVERSCAN = 12
/** Chromium scrolls no further than 2^25 pixels. */
const MAX_SCROLL = 30_000_000

/** A pool of elements that are moved and written anew as the box is scrolled; it begins at the first row, or at the end of all. */
export function plainRows(
  root: HTMLElement,
  { count, rowPx, isAtEnd = false }: { count: number; rowPx: number; isAtEnd?: boolean },
  textOf: (row: number) => string,
): void {
  const box = element(root, 'height:100%;overflow:auto;position:relative;font:12px/1.25 monospace')
  const total = count * rowPx
  const content = element(box, `position:relative;height:${Math.min(total, MAX_SCROLL)}px`)
  const layer = element(content, 'position:absolute;left:0;right:0;top:0;white-space:pre')
  const pool: HTMLElement[] = []
  const draw = (): void => {
    const view = box.clientHeight
    const from = total <= MAX_SCROLL ? box.scrollTop : (box.scrollTop / (MAX_SCROLL - view)) * (total - view)
    const first = Math.max(0, Math.floor(from / rowPx) - OVERSCAN)
    const last = Math.min(count, Math.ceil((from + view) / rowPx) + OVERSCAN)
    while (pool.length < last - first) pool.push(element(layer, `height:${rowPx}px;overflow:hidden`))
    layer.style.transform = `translateY(${box.scrollTop + first * rowPx - from}px)`
    pool.forEach((row, place) => {
      const text = first + place < last ? textOf(first + place) : ''
      if (row.textContent !== text) row.textContent = text
    })
  }
  box.addEventListener('scroll', draw)
  if (isAtEnd) box.scrollTop = box.scrollHeight
  draw()
}

/** Blocks that are drawn at once, as the view beside it does. */
const AT_FIRST = 30
const MORE = 40

/** The blocks of a text between empty lines as paragraphs: the first at once, more as the end comes near. */
export function plainBlocks(root: HTMLElement, text: string): void {
  const blocks = text.split(/\n{2,}/)
  const box = element(root, 'height:100%;overflow:auto;font:13px/1.5 sans-serif')
  let drawn = 0
  const more = (): void => {
    const end = Math.min(blocks.length, drawn + (drawn === 0 ? AT_FIRST : MORE))
    for (; drawn < end; drawn += 1) element(box, 'white-space:pre-wrap;margin:1em 0').textContent = blocks[drawn] ?? ''
  }
  box.addEventListener('scroll', () => {
    if (box.scrollTop + box.clientHeight > box.scrollHeight - 2_000) more()
  })
  more()
}

function element(parent: HTMLElement, style: string): HTMLElement {
  const made = document.createElement('div')
  made.style.cssText = style
  parent.append(made)
  return made
}
