package io.shrinkage.model;

/**
 * A model as its file has it.
 *
 * @param model the content
 * @param statedHash the hash that the file states of it
 */
public record StoredModel(LinearModel model, String statedHash) {

  /** Whether the content is what was written. */
  public boolean isIntact() {
    return statedHash.equals(model.hash());
  }
}
