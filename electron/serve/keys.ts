import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** Who may come in. A token is in the printed address and good for one browser, which gets a session for it. */
export interface Keys {
  /** The one token that is good now. */
  token(): string
  /** The session that a good token is exchanged for, and from then on another token is good; null for any other. */
  exchange(token: string): string | null
  knows(session: string): boolean
}

const KEY_BYTES = 32

export function createKeys(): Keys {
  const newKey = (): string => randomBytes(KEY_BYTES).toString('base64url')
  const sessions: string[] = []
  let token = newKey()
  return {
    token: () => token,
    exchange: (shown) => {
      if (!isSame(shown, token)) return null
      token = newKey()
      const session = newKey()
      sessions.push(session)
      return session
    },
    knows: (shown) => sessions.some((session) => isSame(shown, session)),
  }
}

/** In a time that tells neither where two keys differ nor how long the other one is. */
function isSame(shown: string, key: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(shown), digest(key))
}
