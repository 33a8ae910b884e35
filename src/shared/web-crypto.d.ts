/** How packages that seal name a key. This room has neither a browser nor node, which would know it; what is in it is theirs. */
interface CryptoKey {
  readonly algorithm: object;
}
