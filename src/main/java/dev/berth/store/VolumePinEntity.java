package dev.berth.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of the table of where on a Swarm data is. */
@Entity
@Table(name = "volume_pin")
class VolumePinEntity {
  /** Engine, app and volume, with slashes between. */
  @Id String place;

  String app;
  String node;
}
