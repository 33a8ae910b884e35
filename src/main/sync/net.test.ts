import { expect, it } from 'vitest';
import { netFaultOf } from './net';

const error = (message: string, code?: string) => Object.assign(new Error(message), code === undefined ? {} : { code });

it.each([
  [error('net::ERR_CERT_AUTHORITY_INVALID'), 'tls'],
  [error('net::ERR_SSL_PROTOCOL_ERROR'), 'tls'],
  [error('wrong version', 'ERR_TLS_CERT_ALTNAME_INVALID'), 'tls'],
  [error('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls'],
  [error('unable to verify the first certificate'), 'tls'],
  [error('connect', 'ETIMEDOUT'), 'timeout'],
  [error('net::ERR_TIMED_OUT'), 'timeout'],
  [error('socket timeout'), 'timeout'],
] as const)('%s counts the same before and after the answer began', (cause, fault) => {
  expect([netFaultOf(cause, false), netFaultOf(cause, true)]).toEqual([fault, fault]);
});

it.each([error('connect', 'ECONNREFUSED'), error('net::ERR_INTERNET_DISCONNECTED'), 'a text', null])(
  '%s says that nobody is there, or that the answer was cut when it had begun',
  (cause) => {
    expect([netFaultOf(cause, false), netFaultOf(cause, true)]).toEqual(['unreachable', 'cut']);
  },
);
