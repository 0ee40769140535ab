import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import { RPC_CHANNEL } from '../shared/channel.ts'
import type { Reply, RpcError } from '../shared/contract.ts'
import { err } from '../shared/result.ts'

const FOREIGN_SENDER: RpcError = { code: 'refused', message: 'Only the window of Triptych may ask this.' }

/** Answers the renderer's calls. `trusted` says whether a call comes from our own page; `call` gets the page that asks. */
export function answerCalls(
  trusted: (event: IpcMainInvokeEvent) => boolean,
  call: (page: WebContents, method: unknown, input: unknown) => Promise<Reply<unknown>>,
): void {
  ipcMain.handle(RPC_CHANNEL, (event, method: unknown, input: unknown) =>
    trusted(event) ? call(event.sender, method, input) : err(FOREIGN_SENDER),
  )
}
