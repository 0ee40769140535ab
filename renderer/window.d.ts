import type { PreloadClient } from './ui-client.ts'

declare global {
  interface Window {
    /** Put there by the preload; parsed on the other side of the boundary. Absent in a browser, where a socket stands for it. */
    readonly triptych?: PreloadClient
  }
}
