/** Texts of an agent may repeat: each with a key of its own, the same for the same text at its first place. */
export function keyed(texts: readonly string[]): { key: string; text: string }[] {
  const seen = new Map<string, number>()
  return texts.map((text) => {
    const count = seen.get(text) ?? 0
    seen.set(text, count + 1)
    return { key: `${count} ${text}`, text }
  })
}
