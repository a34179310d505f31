package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of apps. */
@ApplicationScoped
class AppRows implements PanacheRepositoryBase<AppEntity, String> {}
