import type { Client } from '../shared/contract.ts'

declare global {
  interface Window {
    /** Put there by the preload; parsed on the other side of the boundary. Absent in a browser, where a socket stands for it. */
    readonly triptych?: Client
  }
}
