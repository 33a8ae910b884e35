/** Bugs of the page reach the local log under a number that the person can read out. */
import { api } from '../bridge/client';

/** A number a person can read out: the instant in base 36. */
export function incidentNumber(): string {
  const instant = Math.round(performance.timeOrigin + performance.now());
  return `P-${instant.toString(36).slice(-6).toUpperCase()}`;
}

/** Writes a bug to the log of main. */
export function reportFault(incident: string, cause: unknown): void {
  const error = cause instanceof Error ? cause : new Error(`thrown: ${typeof cause}`);
  void api['app.reportFault']({
    incident,
    name: error.name.slice(0, 100),
    message: error.message.slice(0, 2_000),
    stack: (error.stack ?? '').slice(0, 20_000),
  });
}

/** Reports what no component caught: in handlers, timers and promises. */
export function watchFaults(page: Window): void {
  page.addEventListener('error', (event) => {
    reportFault(incidentNumber(), event.error);
  });
  page.addEventListener('unhandledrejection', (event) => {
    reportFault(incidentNumber(), event.reason);
  });
}
