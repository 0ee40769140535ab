/** What a page that has been taken over, or a program on this machine, can ask the application for. */
import type { FaultRun, FaultSection, Figure } from '../section.ts'
import { frameFigures } from './frames.ts'
import { endpointFigures, serverFigures } from './listeners.ts'
import { methodFigures } from './methods.ts'

/** Inputs for each method. */
const INPUTS = { short: 150, full: 10_000 } as const

export const boundarySection: FaultSection = {
  name: 'boundary',
  title: 'The boundary of the window and of the loopback servers',
  usesOneCore: true,
  run: async (asked: FaultRun): Promise<Figure[]> => [
    ...(await methodFigures(asked, INPUTS[asked.scale])),
    ...(await frameFigures(asked, INPUTS[asked.scale])),
    ...(await serverFigures(asked)),
    ...(await endpointFigures()),
  ],
}
