import type { Backend } from '../backend.ts'
import type { Conductor } from '../conductor.ts'
import type { HostLog } from '../host-log.ts'
import type { launchProgram } from '../open-in/launch.ts'
import type { KeyStore } from '../secrets/key-store.ts'
import type { SettingsKeeper } from '../settings-keeper.ts'
import type { Surroundings } from '../start-run.ts'
import type { Updates } from '../updates/updates.ts'

/** What the program that shows the window can do, and what it is. */
export interface HostShell {
  readonly kind: 'electron' | 'serve'
  /** The application's own. */
  readonly version: string
  /** Electron's version; null where the host is none. */
  readonly electron: string | null
  /** The host's folder dialog, an absolute path or null if the person closed it; null where the host has none. */
  readonly pickFolder: ((title: string) => Promise<string | null>) | null
  /** Shows a file in the file manager; null where the host cannot. */
  readonly reveal: ((file: string) => void) | null
  /** Hands an https address that `webLink` let through to the person's browser; null where the page does that itself. */
  readonly openLink: ((href: string) => Promise<void>) | null
  /** Opens another window at a place; null where the page is shown by a browser. */
  readonly openWindow: ((place: string) => void) | null
  /** Starts one of the person's programs; null where the page may be looked at from elsewhere. */
  readonly launch: typeof launchProgram | null
  /** Looked at whenever it is needed, for Electron's is there only once the application is ready; null where the host has none. */
  readonly keyStore: KeyStore | null
  /** The program's own updates; null where it has none: a clone, a server, a package without a place for them. */
  readonly updates: Updates | null
}

/** What the handlers work with. `backend` is open for as long as they are called. */
export interface HostParts {
  readonly backend: Backend
  readonly conductor: Conductor
  readonly shell: HostShell
  readonly around: Surroundings
  readonly settings: SettingsKeeper
  readonly log: HostLog
}
