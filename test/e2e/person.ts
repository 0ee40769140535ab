/** A person at the window: with the mouse and the keyboard, or with the keyboard alone. */
import type { Locator, Page } from 'playwright'
import { expect } from 'vitest'

export type Hands = 'mouse' | 'keyboard'

export interface Person {
  readonly hands: Hands
  /** By the pointer where there is one, else by these keys (`n`, `g p`, `Control+Enter`). */
  does(target: Locator, keys: string): Promise<void>
  /** A control that has no key of its own: reached by Tab and pressed by `key`. */
  uses(target: Locator, key?: 'Enter' | 'Space'): Promise<void>
  /** Goes to a field and replaces what is in it. */
  writes(field: Locator, text: string): Promise<void>
}

/** Far more Tab stops than a view may have. */
const MAX_STOPS = 150

export function personAt(page: Page, hands: Hands): Person {
  const uses: Person['uses'] = async (target, key = 'Enter') => {
    if (hands === 'mouse') return target.click()
    await tabTo(page, target)
    await page.keyboard.press(key)
  }
  return {
    hands,
    uses,
    does: async (target, keys) => {
      if (hands === 'mouse') return target.click()
      await target.waitFor()
      for (const key of keys.split(' ')) await page.keyboard.press(key)
    },
    writes: async (field, text) => {
      if (hands === 'mouse') return field.fill(text)
      await tabTo(page, field)
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(text)
    },
  }
}

/** Focus goes forward from where it is until it is on the target; a target that Tab cannot reach fails the test. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let stop = 0; stop < MAX_STOPS; stop += 1) {
    if (await hasFocus(target)) return
    await page.keyboard.press('Tab')
  }
  expect.fail(`Tab does not reach ${target}`)
}

const hasFocus = (target: Locator): Promise<boolean> => target.evaluate((element) => element === document.activeElement)
