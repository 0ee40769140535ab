/**
 * Stands in for Electron's main-process module where its binary cannot be had: the built main and preload bundles run unchanged on
 * Node 24, each window is a real Chromium page, and the preload runs in an isolated world of its own. What is not imitated throws by
 * name. It proves nothing of Electron's own: the sandbox of the operating system, menus on screen, the single-instance lock.
 */
export { app } from './app.ts'
export { BrowserWindow } from './browser-window.ts'
export { clipboard, dialog, Notification, shell } from './desktop.ts'
export { ipcMain } from './ipc-main.ts'
export { nativeImage, powerMonitor, powerSaveBlocker, screen } from './machine.ts'
export { Menu, Tray } from './menus.ts'
export { safeStorage } from './safe-storage.ts'
export { protocol } from './schemes.ts'
export { session } from './session.ts'
export { autoUpdater, net } from './updates.ts'
