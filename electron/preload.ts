import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { RPC_CHANNEL, TOPIC_CHANNEL } from '../shared/channel.ts'

// Names and values, forwarded. What they may be is decided by the main process, which parses every input.
contextBridge.exposeInMainWorld('triptych', {
  call: (method: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(RPC_CHANNEL, method, input),
  subscribe: (listener: (message: unknown) => void): (() => void) => {
    // The event stays here: its sender would be a way to every channel.
    const forward = (_event: unknown, message: unknown): void => listener(message)
    ipcRenderer.on(TOPIC_CHANNEL, forward)
    return () => {
      ipcRenderer.removeListener(TOPIC_CHANNEL, forward)
    }
  },
  // Of a file that the person dropped or chose; '' for one that a page made itself.
  pathOf: (file: Parameters<typeof webUtils.getPathForFile>[0]): string => webUtils.getPathForFile(file),
})
