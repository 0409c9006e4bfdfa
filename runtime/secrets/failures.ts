/** A secret that a deployment needs cannot be read. `message` names the variable and the reference, why, and what to do; never a value. */
export class SecretUnavailable extends Error {
  override readonly name = "SecretUnavailable";
}

/** Something sealed does not open: the home's key was replaced, or the state is another home's. `message` says what and what to do. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";
}
