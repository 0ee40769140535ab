import { agentSpecs } from '../agents/catalog.ts'
import { readSettings } from '../settings.ts'
import type { Surroundings } from '../start-run.ts'
import type { KeyStore } from './key-store.ts'
import { otherSecrets } from './other-secrets.ts'
import { openSecrets, type Secrets } from './secrets.ts'

/** The secrets of a data folder, with what its settings and the application's environment hold besides. */
export function folderSecrets({ home, environment }: Surroundings, keyStore: () => KeyStore | null): Secrets {
  const others = () => {
    const read = readSettings(home)
    const settings = read.ok ? read.value : null
    const specs = agentSpecs(settings?.agents ?? {})
    return otherSecrets(settings, specs.ok ? specs.value.flatMap(({ passed }) => passed) : [], environment)
  }
  return openSecrets({ home, keyStore, others })
}
