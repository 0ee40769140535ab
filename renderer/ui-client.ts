import type { Client, Reply, RpcError } from '../shared/contract.ts'

/** What the preload puts into the page. */
export interface PreloadClient extends Client {
  /** Where a file lies that the person dropped; '' for one that a page made. */
  pathOf(file: File): string
}

/** `problem` is what the person can read and do about it; null while connected. */
export type ConnectionListener = (connected: boolean, problem: RpcError | null) => void

/** What the window knows of the application, whichever host shows it. */
export interface UiClient extends Client {
  /**
   * Told at once, then with each change, whether the application can be reached: false from a lost connection on until there is one
   * again, and then everything shown may be old. Returns its undo.
   */
  onConnection(listener: ConnectionListener): () => void
  /** Opens a page outside, in answer to a person who was shown its host; `href` is that of a `WebLink`. */
  openLink(href: string): Promise<Reply<unknown>>
  /** Another window at a place of this page (`hrefOf`). */
  openWindow(place: string): void
  /** Where a folder lies that the person dropped; null where a browser does not tell. */
  pathOf(file: File): string | null
}
