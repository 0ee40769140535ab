/** What a test does in a page through the boundary itself, without any view. */
import type { Page } from 'playwright'
import type { Input, MethodName, Output, Reply, TopicMessage } from '../../shared/contract.ts'

/** Whatever is said, and whatever comes back. */
export function callRaw(page: Page, method: unknown, input: unknown): Promise<unknown> {
  return evaluateCall(page, method, input)
}

/** The value of the reply; throws its error. */
export async function ask<M extends MethodName>(page: Page, method: M, input: Input<M>): Promise<Output<M>> {
  const reply: Reply<Output<M>> = await evaluateCall(page, method, input)
  if (reply.ok) return reply.value
  throw new Error(`${method}: ${reply.error.message} ${reply.error.remedy ?? ''}`)
}

function evaluateCall(page: Page, method: unknown, input: unknown) {
  return page.evaluate(
    ([name, value]) => {
      if (!window.triptych) throw new Error('the page has no window.triptych')
      return Reflect.apply(window.triptych.call, null, [name, value])
    },
    [method, input] as const,
  )
}

/** From now on the page keeps what it is told; it starts anew with each call and ends with a reload. */
export function listen(page: Page): Promise<void> {
  return page.evaluate(() => {
    const heard: unknown[] = []
    Reflect.set(window, 'heard', heard)
    Reflect.set(
      window,
      'stopListening',
      window.triptych?.subscribe((message) => heard.push(message)),
    )
  })
}

export function stopListening(page: Page): Promise<void> {
  return page.evaluate(() => Reflect.get(window, 'stopListening')())
}

export async function heard(page: Page): Promise<TopicMessage[]> {
  const messages: TopicMessage[] = JSON.parse(await page.evaluate(() => JSON.stringify(Reflect.get(window, 'heard'))))
  return messages
}
