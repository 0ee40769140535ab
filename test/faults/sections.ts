import { failpoints } from './failpoints/failpoints.ts'
import { gitSection } from './git/git-section.ts'
import type { FaultSection } from './section.ts'

/** In the order they are run and told. */
export const SECTIONS: readonly FaultSection[] = [failpoints, gitSection]
