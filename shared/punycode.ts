/** RFC 3492 with the figures that names of hosts use. */
const BASE = 36
const T_MIN = 1
const T_MAX = 26
const SKEW = 38
const DAMP = 700
const FIRST_BIAS = 72
const FIRST_CODE = 128
const LAST_CODE = 0x10ffff

/** The letters of one label without its `xn--`; null: it is none. */
export function decodeLabel(encoded: string): string | null {
  const cut = encoded.lastIndexOf('-')
  const codes = Array.from(encoded.slice(0, Math.max(0, cut)), (letter) => letter.codePointAt(0) ?? 0)
  const digits = encoded.slice(cut + 1)
  let [at, code, bias, index] = [0, FIRST_CODE, FIRST_BIAS, 0]
  while (at < digits.length) {
    const before = index
    let weight = 1
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(digits[at])
      at += 1
      if (digit === null) return null
      index += digit * weight
      const threshold = Math.min(T_MAX, Math.max(T_MIN, k - bias))
      if (digit < threshold) break
      weight *= BASE - threshold
    }
    const count = codes.length + 1
    bias = adapted(index - before, count, before === 0)
    code += Math.floor(index / count)
    if (code > LAST_CODE) return null
    index %= count
    codes.splice(index, 0, code)
    index += 1
  }
  return String.fromCodePoint(...codes)
}

function digitOf(letter: string | undefined): number | null {
  if (letter === undefined || !/^[a-z\d]$/i.test(letter)) return null
  return Number.parseInt(letter, BASE) + (/\d/.test(letter) ? 26 : -10)
}

function adapted(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2))
  rest += Math.floor(rest / count)
  let k = 0
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN))
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW))
}
