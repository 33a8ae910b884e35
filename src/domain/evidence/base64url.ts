/** One way of writing bytes (base64url, RFC 4648). */

/**
 * The last letter of base64url may hold bits that no byte takes, and readers pass over them. With other letters there one
 * record could be written in several ways, all of which verify; so these bits must be zero (RFC 4648 §3.5).
 */
export function isCanonicalBase64Url(text: string): boolean {
  return /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?$/.test(text);
}
