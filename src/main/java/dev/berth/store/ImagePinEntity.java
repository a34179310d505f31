package dev.berth.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the table of images that revisions were given. */
@Entity
@Table(name = "image_pin")
class ImagePinEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  long id;

  String app;
  String service;
  long revision;
  String reference;

  @Column(name = "image_id")
  String imageId;

  @Nullable String digest;

  @Column(name = "pinned_at")
  Instant pinnedAt;

  @Nullable String published;
}
