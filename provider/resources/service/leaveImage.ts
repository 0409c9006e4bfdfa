import type { Properties } from "../../core/resource";
import { knownAt } from "../../core/unknown";

/** With `ignoreImage` the image is another's: what is wanted is the one that is live. */
export function leaveImage(live: Properties, wanted: Properties): Properties {
  if (wanted.ignoreImage !== true) return wanted;
  const imageIdentifier = knownAt<string>(live, "sourceConfiguration.imageRepository.imageIdentifier");
  const imageRepository = knownAt<Properties>(wanted, "sourceConfiguration.imageRepository");
  if (imageIdentifier === undefined || imageRepository === undefined) return wanted;
  const sourceConfiguration = {
    ...(wanted.sourceConfiguration as Properties),
    imageRepository: { ...imageRepository, imageIdentifier },
  };
  return { ...wanted, sourceConfiguration };
}
