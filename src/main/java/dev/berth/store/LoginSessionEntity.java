package dev.berth.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of the table of browsers that have signed in. */
@Entity
@Table(name = "login_session")
class LoginSessionEntity {
  @Id String id;
  String token;

  @Column(name = "expires_at")
  Instant expiresAt;
}
