package dev.berth.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of the table of last pulls. */
@Entity
@Table(name = "image_pull")
class ImagePullEntity {
  @Id String reference;

  @Column(name = "pulled_at")
  Instant pulledAt;
}
