/** The system's own store of keys, as the program that shows the window has it. Both throw what the system refuses. */
export interface KeyStore {
  /** Base64 of what only this person on this machine can read again. */
  encrypt(text: string): string
  decrypt(base64: string): string
}
