/** The least characters of a secret: anything shorter turns up by chance, and hiding it would garble what it stands in. */
export const MIN_SECRET_CHARACTERS = 8
/** A line of a secret of several lines is a secret of its own only if it is longer than what such files have in common. */
const MIN_LINE_CHARACTERS = 16
const FRAME_LINE = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/

/**
 * Every text by which a program may show `value`: as it is, in JSON, in an address, in base64 (also as a part of something longer),
 * and its single lines, because output is read by lines. Each is at least 8 characters long; none for a shorter value.
 */
export function formsOf(value: string): string[] {
  const secret = value.toWellFormed()
  if (secret.length < MIN_SECRET_CHARACTERS) return []
  const plain = [secret, ...linesOf(secret)]
  const forms = [...plain.flatMap((text) => [text, ...jsonForms(text), ...addressForms(text)]), ...base64Forms(secret)]
  return [...new Set(forms)]
}

function linesOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim())
  if (lines.length === 1) return []
  return lines.filter((line) => line.length >= MIN_LINE_CHARACTERS && !FRAME_LINE.test(line))
}

/** Of JavaScript, of encoders that escape slashes, of those that escape all but ASCII; and JSON as a text within JSON. */
function jsonForms(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1)
  const ascii = json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return [json, json.replaceAll('/', '\\/'), ascii, JSON.stringify(json).slice(1, -1)]
}

function addressForms(text: string): string[] {
  const component = encodeURIComponent(text)
  const strict = component.replace(/[!'()*]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`)
  const field = new URLSearchParams([['', text]]).toString().slice(1)
  return [component, strict, field, encodeURI(text)].flatMap((form) => [form, lowerCaseEscapes(form)])
}

const lowerCaseEscapes = (form: string): string => form.replace(/%[0-9A-F]{2}/g, (unit) => unit.toLowerCase())

/** Whole with and without padding; and what is the same wherever the secret's bytes begin in the bytes that were encoded. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const whole = bytes.toString('base64')
  const inner = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    // Six bits a character: those that hold a bit of a neighbour are left out.
    return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
  })
  const standard = [whole, whole.replace(/=+$/, ''), ...inner]
  return standard.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')])
}
