package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of browsers that have signed in. */
@ApplicationScoped
class LoginSessionRows implements PanacheRepositoryBase<LoginSessionEntity, String> {}
