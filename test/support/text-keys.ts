/** A key of a file of texts, and the file that is named above it; empty: none is. */
export interface TextKey {
  key: string
  user: string
}

/** The keys in the code of a file of texts, in their order. */
export function textKeys(code: string): TextKey[] {
  let user = ''
  return code.split('\n').flatMap((line) => {
    user = /^\/\/ (\S+\.tsx?)$/.exec(line)?.[1] ?? user
    const key = /^export const (\w+)/.exec(line)?.[1]
    return key === undefined ? [] : [{ key, user }]
  })
}
