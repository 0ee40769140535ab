import { strict } from './runtime.ts'

/** There is no store of keys here: the application must do without, as on a machine that has none. */
export const safeStorage = strict('safeStorage', { isEncryptionAvailable: () => false })
