package dev.convexairbyte.sync.cli;

import dev.convexairbyte.cdk.secret.SecretMask;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What may not be shown: the secrets of both connectors, as far as they are known. */
final class Secrets {

  private final List<SecretMask> masks = new CopyOnWriteArrayList<>();

  /** From now on what this one knows is blotted out. */
  void hide(SecretMask mask) {
    masks.add(mask);
  }

  /** The text without them. */
  String masked(String text) {
    String result = text;
    for (SecretMask mask : masks) {
      result = mask.mask(result);
    }
    return result;
  }
}
