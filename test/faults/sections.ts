import { boundarySection } from './boundary/boundary.ts'
import { contentSection } from './content/content.ts'
import { damage } from './damage/damage.ts'
import { disk } from './disk/disk.ts'
import { failpoints } from './failpoints/failpoints.ts'
import { floods } from './floods/floods.ts'
import { gitSection } from './git/git-section.ts'
import { histories } from './histories/histories.ts'
import { kills } from './kills/kills.ts'
import { orphans } from './orphans/orphans.ts'
import { planted } from './planted/planted.ts'
import { power } from './power/power.ts'
import { protocol } from './protocol/protocol.ts'
import { races } from './races/races.ts'
import { secrets } from './secrets/secrets.ts'
import type { FaultSection } from './section.ts'

/** In the order they are run and told. */
// biome-ignore format: one a line, so that several people can add theirs
export const SECTIONS: readonly FaultSection[] = [
  failpoints,
  kills,
  power,
  races,
  histories,
  planted,
  gitSection,
  contentSection,
  boundarySection,
  floods,
  orphans,
  protocol,
  secrets,
  damage,
  disk,
]
