/** 一键求助: one chord, and the screen says nothing but that something is being registered. What is written, main writes. */
import { create } from 'zustand';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';

export const useHelp = create<{ readonly hidden: boolean }>()(() => ({ hidden: false }));

/** The card stands at once; nothing waits for main, the network or a disk. */
export function callForHelp(): void {
  useHelp.setState({ hidden: true });
  void api['incident.raise']({ commandId: newId() });
}

export function hideForHelp(): void {
  useHelp.setState({ hidden: true });
}

export function leaveHelp(): void {
  useHelp.setState({ hidden: false });
}
