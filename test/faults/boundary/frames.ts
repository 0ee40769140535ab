import { contract, type MethodName } from '../../../shared/contract.ts'
import type { FaultRun, Figure } from '../section.ts'
import { openDoor } from './hostile-frames.ts'
import { inputsFor } from './inputs.ts'

/** Calls from frames that are not our page's: none may reach a handler, whatever it asks. */
export async function frameFigures({ seed }: FaultRun, count: number): Promise<Figure[]> {
  const door = await openDoor()
  const methods = Object.keys(contract) as MethodName[]
  let [asked, unrefused] = [0, 0]
  for (const [index, frame] of door.hostile.entries()) {
    for (const method of methods) {
      for (const input of inputsFor(method, seed + index, Math.ceil(count / door.hostile.length / 4))) {
        asked += 1
        if (JSON.stringify(await door.knock(frame, method, input)) !== REFUSED) unrefused += 1
      }
    }
  }
  const passed = door.let()
  await door.knock(door.own, 'system.info', {})
  const isOpen = door.let() === passed + 1
  return [
    {
      what: 'calls from foreign frames that were answered',
      count: asked,
      bad: Math.max(passed, unrefused),
      detail: `${door.hostile.length} kinds of frames`,
    },
    { what: 'controls that failed: our own frame is let in', count: 1, bad: isOpen ? 0 : 1 },
  ]
}

const REFUSED = JSON.stringify({
  ok: false,
  error: { code: 'refused', message: 'Only the window of Triptych may ask this.' },
})
