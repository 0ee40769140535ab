import type { Client } from '../shared/contract.ts'

declare global {
  interface Window {
    /** Put there by the preload; parsed on the other side of the boundary. */
    readonly triptych: Client
  }
}
