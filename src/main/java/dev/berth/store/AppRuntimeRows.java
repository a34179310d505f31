package dev.berth.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of what is remembered of apps. */
@ApplicationScoped
class AppRuntimeRows implements PanacheRepositoryBase<AppRuntimeEntity, String> {}
