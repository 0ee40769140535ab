import { inert } from '../../cli/inert-text.ts'

/** Markup of ours. Whatever else is put into it is text. */
export interface Html {
  readonly markup: string
}
export type Content = string | number | null | Html | readonly Content[]

/** A template whose values become text: escaped, with a sign for every character that hides, turns or moves what is read. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return { markup: parts.map((part, index) => `${part}${markupOf(values[index] ?? null)}`).join('') }
}

function markupOf(content: Content): string {
  if (content === null) return ''
  if (typeof content === 'string') return escaped(inert(content))
  if (typeof content === 'number') return String(content)
  return isMarkup(content) ? content.markup : content.map(markupOf).join('')
}

const isMarkup = (content: Html | readonly Content[]): content is Html => !Array.isArray(content)

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign)
