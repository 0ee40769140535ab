import type { Page } from 'playwright'

/** What the page shows of payloads, and what none of them may have brought into it. */
export interface Look {
  /** Every text and attribute that a person or a screen reader is told, joined. */
  text: string
  /** Characters that hide, turn or move text, with what stands around them. */
  hidden: string[]
  /** Elements and attributes that no view of ours makes. */
  foreign: string[]
}

const AHEAD_MS = 20

/** All that every scrolled part of the page shows, from its beginning to its end. */
export async function lookThrough(page: Page): Promise<Look[]> {
  const looks = [await page.evaluate(look)]
  for (let step = 0; step < 60; step += 1) {
    if (!(await page.evaluate(scrollOn))) break
    await page.waitForTimeout(AHEAD_MS)
    looks.push(await page.evaluate(look))
  }
  return looks
}

/** What the frames of the page show: a page that somebody else wrote, for which the person asked. */
export async function lookIntoFrames(page: Page): Promise<Look[]> {
  const frames = page.frames().filter((frame) => frame !== page.mainFrame())
  return Promise.all(frames.map((frame) => frame.evaluate(look)))
}

/** Scrolls every part that can be scrolled by four fifths of what is in view; whether any moved. */
function scrollOn(): boolean {
  let hasMoved = false
  for (const element of document.querySelectorAll('main *')) {
    if (element.scrollHeight <= element.clientHeight + 2 || !/auto|scroll/.test(getComputedStyle(element).overflowY))
      continue
    const before = element.scrollTop
    element.scrollTop = before + element.clientHeight * 0.8
    if (element.scrollTop > before + 1) hasMoved = true
  }
  return hasMoved
}

function look(): Look {
  // Written anew on purpose: the list of the product is what is examined.
  const hiding =
    /(?![\t\n]|\u200c|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u
  const told = ['title', 'aria-label', 'alt', 'placeholder']
  const ours =
    /^(?:class|style|id|role|tabindex|title|alt|src|href|type|name|value|for|dir|lang|scope|start|open|list|rows|cols|width|height|viewBox|fill|stroke|d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|points|transform|method|min|max|step|disabled|hidden|checked|selected|required|readonly|placeholder|autocomplete|spellcheck|inert|colspan|rowspan|label|maxlength|multiple|inputmode|enterkeyhint|autocorrect|autocapitalize|popover|content|charset|datetime|crossorigin|rel|(?:aria|data|stroke|fill|text|font|dominant|clip|stop|marker|vector|paint|shape|pointer)-[\w-]+)$/
  const odd = new Set(
    'SCRIPT IFRAME FRAME FRAMESET OBJECT EMBED BASE META LINK STYLE VIDEO AUDIO SOURCE TRACK PORTAL FORM MARQUEE TEMPLATE MATH PLAINTEXT NOSCRIPT APPLET IMAGE'.split(
      ' ',
    ),
  )
  const pathOf = (element: Element | null): string =>
    element === null
      ? ''
      : `${pathOf(element.parentElement?.closest('[aria-label]') ?? null)} ${element.tagName.toLowerCase()}`
  const found: Look = { text: '', hidden: [], foreign: [] }
  const texts: string[] = []
  const take = (text: string, where: string): void => {
    texts.push(text)
    const at = text.search(hiding)
    if (at >= 0) found.hidden.push(`${where} ${JSON.stringify(text.slice(Math.max(0, at - 20), at + 20))}`)
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // A field holds what will be sent, letter by letter; the view says beside it what cannot be seen in it.
    if (node.parentElement?.closest('textarea') === null) take(node.nodeValue ?? '', pathOf(node.parentElement))
  }
  for (const element of document.body.querySelectorAll('*')) {
    const name = element.tagName.toUpperCase()
    const isOwnForm = name === 'FORM' && !element.hasAttribute('action')
    const address = element.getAttribute('src') ?? ''
    // The frame of a rebuilt page: it may do nothing at all, and holds all that it shows in its address.
    const isOwnFrame =
      name === 'IFRAME' && element.getAttribute('sandbox') === '' && /^data:text\/html[;,]/.test(address)
    if (odd.has(name) && !isOwnForm && !isOwnFrame) found.foreign.push(`<${name}>`)
    for (const { name: key, value } of element.attributes) {
      if (told.includes(key)) take(value, `${pathOf(element)}[${key}]`)
      if (isOwnFrame && ['sandbox', 'src', 'referrerpolicy'].includes(key)) continue
      if (!ours.test(key)) found.foreign.push(`${name} ${key}`)
      if (key === 'href' && !value.startsWith('#')) found.foreign.push(`href ${value.slice(0, 60)}`)
      if (key === 'src' && !value.startsWith('data:image/')) found.foreign.push(`src ${value.slice(0, 60)}`)
    }
  }
  take(document.title, 'title')
  found.text = texts.join('\n')
  return found
}
